/**
 * PostgreSQL as it is run elsewhere than here: behind a pooler. A pooler that is missing on this
 * machine makes its tests skipped, and says so.
 */
package io.chorus.database;
