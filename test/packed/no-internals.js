throw new Error('a test imports a module that the package does not export; remove it from test/packed/jest.config.js');
