/** Why somebody could not be logged in, in words for them. */
export class LoginError extends Error {}
