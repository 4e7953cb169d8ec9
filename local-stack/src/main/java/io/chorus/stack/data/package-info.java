/** What outlives a suite, and whose it is. Entry class: {@link io.chorus.stack.data.DataFolder}. */
package io.chorus.stack.data;
