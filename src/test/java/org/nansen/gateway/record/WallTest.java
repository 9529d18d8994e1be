package org.nansen.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class WallTest {

    @Property
    boolean nothingPassesToACountryInTheShieldOrToAnUnknownOne(
            @ForAll("shields") Set<String> shield, @ForAll("countries") @Nullable String country) {
        boolean passes = Wall.passes(country, shield);
        return !passes || (country != null && Wall.known(country) && !shield.contains(country));
    }

    @Property
    boolean nothingPassesOnceTheCountryIsAddedToTheShield(
            @ForAll("shields") Set<String> shield, @ForAll("countries") @Nullable String country) {
        Set<String> grown = new HashSet<>(shield);
        if (country != null) {
            grown.add(country);
        }
        return !Wall.passes(country, grown);
    }

    @Property
    boolean aGrowingShieldNeverOpensTheWall(
            @ForAll("shields") Set<String> shield,
            @ForAll("shields") Set<String> more,
            @ForAll("countries") @Nullable String country) {
        Set<String> grown = new HashSet<>(shield);
        grown.addAll(more);
        return !Wall.passes(country, grown) || Wall.passes(country, shield);
    }

    @Example
    void passesToAnAttestedCountryOutsideTheShield() {
        assertThat(Wall.passes("XPO", Set.of("XBB"))).isTrue();
        assertThat(Wall.passes("DEU", Set.of("SYR", "TUR"))).isTrue();
        assertThat(Wall.passes("XAA", Set.of())).isTrue();
    }

    @Example
    void refusesTheSameStateUnderAnotherCode() {
        assertThat(Wall.passes("GBR", Set.of("GBN"))).isFalse();
        assertThat(Wall.passes("GBD", Set.of("GBR"))).isFalse();
    }

    @Example
    void refusesWhatIsRunByTheFearedStateUnderACodeOfItsOwn() {
        assertThat(Wall.passes("HKG", Set.of("CHN"))).isFalse();
        assertThat(Wall.passes("CHN", Set.of("MAC"))).isFalse();
        assertThat(Wall.passes("MAC", Set.of("HKG"))).isFalse();
        assertThat(Wall.passes("MAR", Set.of("ESH"))).isFalse();
        assertThat(Wall.passes("FRA", Set.of("PYF"))).isFalse();
        assertThat(Wall.passes("JEY", Set.of("GBN"))).isFalse();
        assertThat(Wall.passes("TWN", Set.of("CHN"))).isTrue();
    }

    @Example
    void refusesCodesThatNameNoState() {
        for (String code : new String[] {"XXX", "XXA", "XXB", "XXC", "QQQ", "D", "", "deu", "DEU "}) {
            assertThat(Wall.passes(code, Set.of())).as(code).isFalse();
        }
    }

    @Provide
    Arbitrary<Set<String>> shields() {
        return codes().set().ofMaxSize(8);
    }

    @Provide
    Arbitrary<@Nullable String> countries() {
        return Arbitraries.oneOf(codes(), Arbitraries.strings().ofMaxLength(4)).injectNull(0.05);
    }

    private static Arbitrary<String> codes() {
        return Arbitraries.oneOf(
                Arbitraries.of(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3)),
                Arbitraries.of("XPO", "XXA", "XXX", "UNK", "RKS", "XKX", "GBD", "GBN", "GBR", "XAA", "XBB", "EUE"));
    }
}
