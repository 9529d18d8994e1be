package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits at a terminal for something that the gateway does by itself. */
final class Waiting {

    private static final long LONGEST_PAUSE = 2_000;

    private Waiting() {}

    /** Asks again, ever more seldom, while the answer's {@code state} is {@code running}. */
    static JsonNode until(Supplier<JsonNode> question) {
        long pause = 50;
        JsonNode answer = question.get();
        while (answer.path("state").asText().equals("running")) {
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw CommandFault.refused("Stopped waiting; it goes on in the gateway.");
            }
            pause = Math.min(LONGEST_PAUSE, pause * 2);
            answer = question.get();
        }
        return answer;
    }
}
