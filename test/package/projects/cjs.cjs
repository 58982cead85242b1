const exercise = require('./exercise.cjs');

const entries = {
  client: require('@quint-security/contract'),
  live: require('@quint-security/contract/live'),
  forwarder: require('@quint-security/contract/forwarder'),
  schemas: require('@quint-security/contract/schemas'),
  mock: require('@quint-security/contract/mock'),
  msw: require('@quint-security/contract/msw'),
  verify: require('@quint-security/contract/verify'),
};

// Jest's loader cannot `require` an ES module: nothing that is installed here may ask for one.
const esModules = Object.entries(require.cache)
  .filter(
    ([path, { exports }]) =>
      path.startsWith(__dirname) && exports?.[Symbol.toStringTag] === 'Module',
  )
  .map(([path]) => path);

exercise(entries).then((found) => console.log(JSON.stringify({ ...found, esModules })));
