/**
 * The three services as processes, each in any number. Entry class: {@link
 * io.chorus.stack.service.Fleet}. Depends on the processes and on how they are described.
 */
package io.chorus.stack.service;
