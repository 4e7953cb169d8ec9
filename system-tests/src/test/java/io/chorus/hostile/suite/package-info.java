/**
 * The suite under attack, in processes apart from the attackers', and how its processes fare. Entry
 * class: {@link io.chorus.hostile.suite.SuiteProcess}.
 */
package io.chorus.hostile.suite;
