/**
 * What services say to each other when all traces of a user are to go. Entry class: {@link
 * io.chorus.model.erasure.ErasureRequest}.
 */
package io.chorus.model.erasure;
