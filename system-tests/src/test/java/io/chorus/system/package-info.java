/** The packaged suite, driven from outside, through what docs/protocol.md promises alone. */
package io.chorus.system;
