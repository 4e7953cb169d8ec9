/** What keeps logs readable. Depends on nothing. */
package io.chorus.logging;
