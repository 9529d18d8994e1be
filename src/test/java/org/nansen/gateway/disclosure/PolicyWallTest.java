package org.nansen.gateway.disclosure;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nansen.gateway.disclosure.Facts.Held;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.record.Decision;
import org.nansen.gateway.record.Destination;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.NationalSystem.Mode;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.Wall;

/** Whatever a policy's rules say, they never reach past what stands above them. */
class PolicyWallTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @Property
    boolean noRuleSendsPastTheWall(
            @ForAll("countries") String country,
            @ForAll("shields") Set<String> shield,
            @ForAll PolicyDestination.Kind kind,
            @ForAll Mode mode,
            @ForAll boolean legal,
            @ForAll boolean test,
            @ForAll Rule.Release release) {
        Verdict verdict = policy(country, kind, test, release)
                .judge(facts(kind, shield, mode, legal), destination(country, kind, test), DAY);
        boolean sends = verdict instanceof Verdict.Send;
        boolean may =
                Wall.passes(country, shield) && legal && test && mode != Mode.SHADOW && release != Rule.Release.NEVER;
        return sends == may;
    }

    @Property
    boolean nothingIsSentWithoutARule(
            @ForAll("countries") String country,
            @ForAll("shields") Set<String> shield,
            @ForAll PolicyDestination.Kind kind) {
        PolicyDestination to = destination(country, kind, true);
        Policy empty = new Policy("1", DAY, Map.of("to", to), List.of());
        return empty.judge(facts(kind, shield, Mode.LIVE, true), to, DAY) instanceof Verdict.Withhold;
    }

    @Provide
    Arbitrary<String> countries() {
        return Arbitraries.of("XPO", "XAA", "XBB", "XCC", "GBR", "GBN", "DEU", "XXX", "QQQ", "");
    }

    @Provide
    Arbitrary<Set<String>> shields() {
        return countries().set().ofMaxSize(4);
    }

    private static Policy policy(String country, PolicyDestination.Kind kind, boolean test, Rule.Release release) {
        PolicyDestination to = destination(country, kind, test);
        Conditions none = new Conditions(null, null, null, null, null, null, false, null, null, null);
        return new Policy(
                "1", DAY, Map.of("to", to), List.of(new Rule("rule", "to", none, kind.reads(), release, "basis")));
    }

    private static PolicyDestination destination(String country, PolicyDestination.Kind kind, boolean test) {
        return new PolicyDestination(
                new Destination("to", country, "to@example.org", test), kind, EnumSet.of(Field.PERSON_NAMES));
    }

    private static Facts facts(PolicyDestination.Kind kind, Set<String> shield, Mode mode, boolean legal) {
        boolean decided = kind.reads() == MessageKind.M8;
        return new Facts(
                decided ? Event.DECISION : Event.APPLICATION,
                decided ? Decision.Outcome.GRANTED_REFUGEE : null,
                decided ? Decision.Finality.FINAL : null,
                null,
                false,
                null,
                true,
                EnumSet.of(Held.REFERENCE),
                true,
                decided ? null : ScreeningResult.HIT,
                false,
                "registry",
                shield,
                legal,
                mode,
                false);
    }
}
