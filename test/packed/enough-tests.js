/** Prints the number of tests that ran against the packed library, and fails the run below a tenth of the suite. */
module.exports = class {
  constructor(_, expected) {
    this.expected = expected;
  }

  onRunComplete(_, { numTotalTestSuites, numPassedTests }) {
    const { files, tests } = this.expected;
    console.log(`${numPassedTests} tests in ${numTotalTestSuites} files passed against the packed library`);
    if (numTotalTestSuites < files || numPassedTests < tests) {
      this.error = new Error(`expected ${tests} tests in ${files} files; update test/packed/jest.config.js`);
    }
  }

  getLastError() {
    return this.error;
  }
};
