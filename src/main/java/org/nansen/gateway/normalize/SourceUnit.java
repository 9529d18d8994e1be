package org.nansen.gateway.normalize;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;

/** What became of one unit of a source (a row, an element). */
public sealed interface SourceUnit {

    /** Line of the source on which the unit begins, from 1; for JSON the element's number. */
    long line();

    /**
     * One or more canonical records.
     *
     * @param content the source fields before mapping in a stable form: what digests and duplicate checks go by
     * @param mapping content hash of the mapping that made them
     */
    record Mapped(long line, byte[] content, List<AsylumRecord> records, String mapping) implements SourceUnit {
        @Override
        public String toString() {
            return "Mapped[line=" + line + "]";
        }
    }

    /**
     * Rejected alone, for every reason found.
     *
     * @param number the source's own record number, or null where it cannot be read
     */
    record Refused(
            long line,
            byte[] content,
            List<Problem> problems,
            @Nullable String number) implements SourceUnit {

        public Refused(long line, byte[] content, List<Problem> problems) {
            this(line, content, problems, null);
        }

        @Override
        public String toString() {
            return "Refused[line=" + line + ", problems=" + problems + "]";
        }
    }

    /**
     * Left out by the mapping on purpose (it gave {@code null} or an empty array).
     *
     * @param number the source's own record number, or null where it cannot be read
     */
    record Skipped(long line, byte[] content, @Nullable String number) implements SourceUnit {

        public Skipped(long line, byte[] content) {
            this(line, content, null);
        }

        @Override
        public String toString() {
            return "Skipped[line=" + line + "]";
        }
    }

    /** Reading cannot go on here; always the last unit. The drop as a whole is at fault. */
    record Broken(long line, Problem problem) implements SourceUnit {}

    /** What is wrong, without the value. */
    record Problem(@Nullable String field, FaultCode code, String hint) {

        public static Problem of(@Nullable String field, FaultCode code) {
            return new Problem(field, code, code.hint());
        }
    }
}
