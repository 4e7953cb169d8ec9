/** Real backends for the tests of every service. */
package io.chorus.stack;
