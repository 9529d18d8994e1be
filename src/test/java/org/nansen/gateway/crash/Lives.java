package org.nansen.gateway.crash;

import java.util.ArrayList;
import java.util.List;

/** One death a life: each start is told at which failpoint it will end, until the list is through. */
final class Lives implements Scenario.JvmOptions {

    private final Injection injection;
    private final List<Failpoint> ends;
    private final List<String> fired = new ArrayList<>();

    Lives(Injection injection, List<Failpoint> ends) {
        this.injection = injection;
        this.ends = List.copyOf(ends);
    }

    @Override
    public List<String> of(int node, int start) {
        note();
        if (start <= ends.size()) {
            injection.dieAt(ends.get(start - 1), 1);
        } else {
            injection.disarm();
        }
        return List.of(injection.jvmOption());
    }

    /** The failpoints at which it did end. */
    List<String> fired() {
        note();
        return List.copyOf(fired);
    }

    private void note() {
        String point = injection.fired();
        if (point != null) {
            fired.add(point);
            injection.disarm();
        }
    }
}
