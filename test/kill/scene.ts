import type { History, Stage } from './history.ts';
import type { Lives } from './lives.ts';
import type { Reference } from './reference.ts';

/** Where lives are lived that share an overflow file. */
export interface Scene {
  readonly history: History;
  readonly stage: Stage;
  readonly reference: Reference;
  readonly lives: Lives;
}
