package org.nansen.gateway.normalize;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** What gathers while one record is read: its size, what is wrong with it, and what of it is never kept. */
final class XmlTally {

    /** More than any record may have. */
    static final int TOO_LARGE = JsonTrees.RECORD_LIMIT + 1;

    private static final int MOST_PROBLEMS = 20;
    private static final int MOST_DROPPED = 100;

    private final NeverKept neverKept;
    private final SourceObject.Trail trail;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> dropped = new LinkedHashSet<>();
    private int size;

    XmlTally(NeverKept neverKept, SourceObject.Trail trail) {
        this.neverKept = neverKept;
        this.trail = trail;
    }

    SourceObject.Trail trail() {
        return trail;
    }

    /** Counts up to just over the limit and stays there. */
    void add(int more) {
        size = Math.min(size + more, TOO_LARGE);
    }

    int size() {
        return size;
    }

    boolean tooLarge() {
        return size >= TOO_LARGE;
    }

    void problem(String path, FaultCode code) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(Problem.of(path.isEmpty() ? null : path, code));
        }
    }

    void check(String text, String path) {
        // The parser lets this one noncharacter through, which XML does not allow.
        FaultCode fault = text.indexOf('\uFFFE') >= 0 ? FaultCode.NG_125_CHARACTERS : Texts.fault(text);
        if (fault != null) {
            problem(path, fault);
        }
    }

    /** Whether a field is never kept; its name is remembered then. */
    boolean drops(String localName, String path) {
        if (!neverKept.drops(localName)) {
            return false;
        }
        if (dropped.size() < MOST_DROPPED) {
            dropped.add(path);
        }
        return true;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    List<String> dropped() {
        return List.copyOf(dropped);
    }
}
