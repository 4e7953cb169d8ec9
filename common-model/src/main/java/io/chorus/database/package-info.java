/**
 * What the services that keep something in PostgreSQL have in common: how long they wait for it,
 * which of its failures pass, and what its commits survive. Depends on its client, and on the bound
 * on readers.
 */
package io.chorus.database;
