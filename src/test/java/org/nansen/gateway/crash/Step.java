package org.nansen.gateway.crash;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of what is sent. Each list is sent in order, the next only when the one before was taken to its end; the lists
 * do not wait for each other, so that decisions also come before the people whom they are about.
 *
 * @param messages each message, and after its answer came the newer one about the same person, if any
 */
record Step(int number, List<Drop> files, List<Drop> requests, List<Drop> messages, List<Drop> updates) {

    Stream<Drop> drops() {
        return Stream.of(files, requests, messages, updates).flatMap(List::stream);
    }

    long records() {
        return drops().mapToLong(drop -> drop.rows().size()).sum();
    }
}
