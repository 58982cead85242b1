/** Stands in for the file of rejected events. */
export class SetAside {
  async append(): Promise<void> {}
}
