package org.nansen.gateway.crash;

import java.time.Duration;
import java.util.Random;
import org.nansen.gateway.house.TcpProxy;

/** A slow or faulty line: what becomes of a node's line to the database or to the endpoint. */
final class BadLines {

    /** Shorter than any answer with its head. */
    private static final int CUT_AFTER = 90;

    private BadLines() {}

    /** Makes one of them bad in one way, and says which. */
    static String slow(Lines lines, Engine engine, Random lot) {
        TcpProxy endpoint = lines.line(Lines.Neighbour.ENDPOINT);
        Duration delay = Duration.ofMillis(50 + lot.nextInt(350));
        switch (lot.nextInt(engine == Engine.POSTGRESQL ? 4 : 3)) {
            case 0 -> {
                endpoint.delay(delay);
                return "'s line to the endpoint slow by " + delay;
            }
            case 1 -> {
                endpoint.loseAnswers(0.5, lot.nextLong());
                endpoint.reset();
                return "'s line to the endpoint loses answers";
            }
            case 2 -> {
                endpoint.cutAnswersAfter(1 + lot.nextInt(CUT_AFTER));
                endpoint.reset();
                return "'s line to the endpoint cuts answers";
            }
            default -> {
                lines.line(Lines.Neighbour.DATABASE).delay(delay);
                return "'s line to the database slow by " + delay;
            }
        }
    }

    /** Good lines again; those to the endpoint that stayed deaf are reset. */
    static void heal(Lines lines) {
        lines.heal();
        lines.line(Lines.Neighbour.ENDPOINT).reset();
    }
}
