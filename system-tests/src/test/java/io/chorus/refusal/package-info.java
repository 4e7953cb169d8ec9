/** What services say that do not start. Entry class: {@link io.chorus.refusal.RefusedStart}. */
package io.chorus.refusal;
