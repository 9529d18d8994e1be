/**
 * The crash harness: a whole site of real parts, known records by all doors, faults by a seeded plan, and an oracle that
 * stands outside and judges by what the senders, the screening endpoint, the mailbox and the ledger's rows say.
 *
 * <p>{@code bench/crash} runs it long; {@code CrashIT} runs it short. A test of its own goes through three types:
 *
 * <pre>{@code
 * Verdict verdict = Crash.run(folder, Scenario.small(7).withKills(2)
 *         .withJvmOptions((node, start) -> start == 1 ? List.of("-javaagent:...") : List.of()));
 * assertThat(verdict.breaches()).isEmpty();            // or, with a defect built in:
 * assertThat(verdict.brokenLaws()).contains(Law.ACKNOWLEDGED_IS_KEPT);
 * }</pre>
 *
 * A gateway that ends by itself, for example at a failpoint, counts as killed at that moment and is started again.
 */
@NullMarked
package org.nansen.gateway.crash;

import org.jspecify.annotations.NullMarked;
