// Property tests draw the same histories in every run, so that a red one is never a matter of luck:
//
//   FC_SEED=$RANDOM npx vitest run test/…      # looks for others; a failure prints what repeats it
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['FC_SEED'] ?? 1) });
