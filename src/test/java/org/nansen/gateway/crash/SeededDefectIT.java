package org.nansen.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The harness is only worth something if it finds what is wrong. Each seeded defect is run under the plan that brings it
 * to light and must break its law; the same plan without a defect must break none.
 */
class SeededDefectIT {

    private static final long SEED = 23;

    /** Those of every build; all others are in the profile {@code deep}. */
    private static final Set<Exposure> STRONGEST =
            EnumSet.of(Exposure.NEW_KEY_EACH_TRY, Exposure.NEW_MESSAGE_ID_EACH_TRY, Exposure.DUPLICATE_FORGOTTEN);

    @TempDir
    private Path folder;

    static Set<Exposure> strongest() {
        return STRONGEST;
    }

    static Set<Exposure> others() {
        return EnumSet.complementOf(EnumSet.copyOf(STRONGEST));
    }

    static Stream<Plan> plans() {
        return EnumSet.allOf(Exposure.class).stream().map(Exposure::plan).distinct();
    }

    @ParameterizedTest
    @MethodSource("strongest")
    void isCaught(Exposure exposure) throws Exception {
        Injection injection = Injection.in(folder.resolve("agent")).seed(exposure.defect());
        Verdict verdict = run(exposure.plan(), injection);
        System.out.printf("seeded defect %s: seed %d, %s%n", exposure, SEED, verdict.counts());
        assertThat(injection.defectWasAtWork()).isTrue();
        assertThat(verdict.brokenLaws()).contains(exposure.law());
    }

    @ParameterizedTest
    @MethodSource("others")
    @Tag("deep")
    void isCaughtToo(Exposure exposure) throws Exception {
        isCaught(exposure);
    }

    @ParameterizedTest
    @MethodSource("plans")
    @Tag("deep")
    void thePlanAloneDoesNoHarm(Plan plan) throws Exception {
        Injection injection = Injection.in(folder.resolve("agent"));
        assertThat(run(plan, injection).breaches()).isEmpty();
    }

    private Verdict run(Plan plan, Injection injection) throws Exception {
        Verdict verdict = plan.run(folder.resolve("site"), SEED, injection);
        if (plan.at() != null) {
            assertThat(injection.fired()).isEqualTo(plan.at().toString());
        }
        return verdict;
    }
}
