package org.nansen.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nansen.gateway.crash.Failpoint.after;
import static org.nansen.gateway.crash.Failpoint.before;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nansen.gateway.crash.agent.Point;

/**
 * The gateway dies at every named failpoint, one a life, while records flow through it. It must have died there, and no
 * law may be broken at the end.
 */
class FailpointIT {

    private static final long SEED = 41;

    @TempDir
    private Path folder;

    /** A death in the middle of a file, of an outcome, of a mail and of a move, in one go. */
    @Test
    void breaksNoLawAtTheWorstMoments() throws Exception {
        dieAt(List.of(
                after(Point.FULL_CHUNK_COMMIT),
                before(Point.MAIL_ANSWER),
                after(Point.OUTCOME_COMMIT),
                before(Point.DONE_RENAME)));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("deep")
    void breaksNoLaw(CrashWindow window) throws Exception {
        dieAt(window.failpoints());
    }

    private void dieAt(List<Failpoint> failpoints) throws Exception {
        Lives lives = new Lives(Injection.in(folder.resolve("agent")), failpoints);
        Verdict verdict = Crash.run(
                folder.resolve("site"),
                Scenario.small(SEED).withKills(0).withRecords(2_500).withJvmOptions(lives));
        assertThat(lives.fired())
                .isEqualTo(failpoints.stream().map(Failpoint::toString).toList());
        assertThat(verdict.breaches()).isEmpty();
    }
}
