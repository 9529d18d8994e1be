package org.nansen.gateway.dev;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.nansen.gateway.house.WatchList;

/** Draws people by lot from made-up syllables; the same seed gives the same people. */
public final class InventedPeople {

    private static final List<String> HEADS = List.of(
            "Bel", "Dor", "Fen", "Gar", "Hul", "Jor", "Kel", "Lum", "Mor", "Nar", "Pel", "Ruv", "Sol", "Tar", "Vel",
            "Zöl");
    private static final List<String> TAILS = List.of(
            "andré", "bixo", "dünu", "esko", "fimor", "guvel", "hanto", "isku", "lomep", "mirru", "nuvat", "ozzar");

    private final Random lot;
    private int last;

    /** Draws from this seed, numbering people from {@code first}. */
    public InventedPeople(long seed, int first) {
        this.lot = new Random(seed);
        this.last = first - 1;
    }

    /** Returns the next person. About one in ten is on the demo's watch list, nobody with a reference among them. */
    public InventedPerson next() {
        int number = ++last;
        int year = 1950 + lot.nextInt(55);
        LocalDate birth = LocalDate.of(year, 1 + lot.nextInt(12), 1 + lot.nextInt(28));
        return new InventedPerson(
                number,
                number % 10 == 4 ? watched(number / 10) : word() + word().toLowerCase(Locale.ROOT),
                word(),
                year,
                lot.nextInt(12) == 0 ? null : birth,
                1 + lot.nextInt(2),
                InventedCountry.ALL.get(lot.nextInt(InventedCountry.ALL.size())),
                number % 4 == 1);
    }

    private String word() {
        return HEADS.get(lot.nextInt(HEADS.size())) + TAILS.get(lot.nextInt(TAILS.size()));
    }

    private static String watched(int turn) {
        return turn % 4 == 3 ? WatchList.POSSIBLES.get(0) : WatchList.HITS.get(turn % WatchList.HITS.size());
    }
}
