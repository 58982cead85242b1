export const HEADER = '// Generated from spec/ by `npm run generate`. Do not edit.\n\n';
