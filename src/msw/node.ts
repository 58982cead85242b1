// What Node imports as `…/msw`: an `import` of a package that is not there cannot be caught, so that its
// own error would name a file of ours, and no remedy.
const entry = await import('./index.ts').catch((error: unknown) => {
  if (!isMissingMsw(error)) throw error;
  throw new Error(
    'The handlers of @quint-security/contract/msw are handlers of MSW, which is not installed. Install it with: npm i -D msw',
    { cause: error },
  );
});

function isMissingMsw(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === 'ERR_MODULE_NOT_FOUND' && String(message).includes("'msw'");
}

export const { ContractViolation, quintHandlers } = entry;
