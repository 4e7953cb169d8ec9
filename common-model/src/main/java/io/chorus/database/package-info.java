/**
 * What the services that keep something in PostgreSQL have in common: how long they wait for it,
 * and which of its failures pass. Depends on its client alone.
 */
package io.chorus.database;
