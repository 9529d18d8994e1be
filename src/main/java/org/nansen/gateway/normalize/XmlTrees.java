package org.nansen.gateway.normalize;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;

/** Reads one element after the other into trees of JSON. */
final class XmlTrees {

    private final NeverKept neverKept = new NeverKept();
    private final XmlEvents in;
    private final @Nullable XmlCopy copy;

    /** @param copy takes the record down as XML, for a mapping that reads XML; then no form is demanded. May be null */
    XmlTrees(XmlEvents in, @Nullable XmlCopy copy) {
        this.in = in;
        this.copy = copy;
    }

    /** What was read, before rows are joined. */
    record Read(
            long line,
            int column,
            SourceObject root,
            SourceObject.Trail trail,
            List<Problem> problems,
            List<String> dropped,
            int size) {

        boolean tooLarge() {
            return size >= XmlTally.TOO_LARGE;
        }
    }

    /**
     * Reads the element whose start was just read, to its end.
     *
     * @param path of the element in faults; empty for a record
     * @param trail what the tree notes in which of its fields was read last
     */
    Read read(String path, XmlShape shape, SourceObject.Trail trail) throws IOException {
        long line = in.line();
        int column = in.column();
        XmlTally tally = new XmlTally(neverKept, trail);
        SourceObject root = copy == null ? new SourceObject(trail, path) : copy.begin(trail);
        XmlElement.readObject(in, copy, tally, root, path, shape);
        return new Read(line, column, root, trail, tally.problems(), tally.dropped(), tally.size());
    }
}
