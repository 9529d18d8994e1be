package org.nansen.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final Scenario SMALL = Scenario.small(7).withKills(4);

    /** The seed of an old run must still give its plan when there are more kinds of faults. */
    @Test
    void givesForASeedWhatItGaveBefore() {
        assertThat(FaultPlan.of(SMALL.on(Engine.POSTGRESQL, 2)))
                .map(moment -> moment + ", lasts " + moment.lasts().toMillis())
                .containsExactly(
                        "1: kill node 2, 3696 ms after its readiness, lasts 2670",
                        "2: kill node 1, 2744 ms after its start, lasts 1835",
                        "3: kill node 2, 2977 ms after its readiness, lasts 3167",
                        "4: kill node 1, 1855 ms after its readiness, lasts 3414");
    }

    @Test
    void leavesOutWhatASiteCannotHave() {
        assertThat(kinds(SMALL))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(
                        EnumSet.of(Fault.DATABASE, Fault.RESET, Fault.PROMOTION, Fault.PARTITION)));
        assertThat(kinds(SMALL.on(Engine.POSTGRESQL, 1)))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Fault.DISK, Fault.PARTITION)));
        assertThat(kinds(SMALL.on(Engine.POSTGRESQL, 3)))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Fault.DISK)));
        Scenario nothing = SMALL.withFaults(Set.of(Fault.PROMOTION));
        assertThatThrownBy(() -> FaultPlan.of(nothing)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsWhatMustOutlastALeaseDoSo() {
        List<FaultPlan.Moment> plan =
                FaultPlan.of(SMALL.on(Engine.POSTGRESQL, 2).withKills(200).withFaults(EnumSet.allOf(Fault.class)));
        assertThat(plan)
                .filteredOn(moment -> moment.fault().outlastsLease())
                .isNotEmpty()
                .allSatisfy(moment -> assertThat(moment.lasts()).isGreaterThan(Site.LEASE.plus(Duration.ofSeconds(1))));
    }

    @Test
    void drawsEveryMomentsFurtherLotAnew() {
        assertThat(FaultPlan.of(SMALL.withKills(100)).stream()
                        .map(moment -> moment.lot().nextInt(4))
                        .collect(Collectors.groupingBy(number -> number, Collectors.counting()))
                        .values())
                .hasSize(4)
                .allSatisfy(count -> assertThat(count).isBetween(10L, 45L));
    }

    private static Set<Fault> kinds(Scenario scenario) {
        return FaultPlan.of(scenario.withKills(500).withFaults(EnumSet.allOf(Fault.class))).stream()
                .map(FaultPlan.Moment::fault)
                .collect(Collectors.toSet());
    }
}
