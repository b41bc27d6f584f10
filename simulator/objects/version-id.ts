/** The ids of S3 have 32 characters, and the ids of the simulator at least 25. */
const VERSION_ID = /^(?:null|[\w.-]{25,1024})$/;

/** Whether a text can be the id of a version. S3 refuses a text that it never returns as an id. */
export function isVersionId(text: string): boolean {
  return VERSION_ID.test(text);
}
