/**
 * Development keys, and tokens signed with them. Never part of a deployment. Entry classes: {@link
 * io.chorus.stack.token.DevKeys} and {@link io.chorus.stack.token.Tokens}. Depends on nothing else
 * of ours.
 */
package io.chorus.stack.token;
