package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a file of which nothing is known yet, unpacked.
 *
 * @param bytes empty where it is a workbook
 * @param whole whether these are all of its bytes
 * @param fileName its ending may tell apart what the bytes do not
 * @param book where it is a workbook: what holds its parts
 */
record RawSample(
        byte[] bytes,
        boolean whole,
        String fileName,
        @Nullable Book book) {

    /** What a sample may unpack to. Of a workbook every part that is looked at has to be read from its beginning. */
    private static final Unpacked.Limits LIMITS = new Unpacked.Limits(256L << 20, 100, 10L << 20);

    /** A workbook, and where private files for reading it come from. */
    record Book(Archive archive, Opening opening) {}

    static RawSample of(byte[] bytes, boolean whole, String fileName) {
        return new RawSample(bytes, whole, fileName, null);
    }

    /** Opens a file, however packed; the same rules hold as for every file that a system sends. */
    static Opening opening(InputStream in, Path spool) {
        return new Opening(unknown(spool), in, LIMITS);
    }

    /** Reads the beginning, to the limit and no further. */
    static RawSample of(Opening opening, String fileName) throws IOException {
        Opening.Content content = opening.content();
        if (content.workbook() != null) {
            return new RawSample(new byte[0], true, fileName, new Book(content.workbook(), opening));
        }
        InputStream in = content.bytes();
        byte[] bytes = in == null ? new byte[0] : in.readNBytes(FirstDraft.MOST_BYTES + 1);
        boolean whole = bytes.length <= FirstDraft.MOST_BYTES;
        return of(whole ? bytes : Arrays.copyOf(bytes, FirstDraft.MOST_BYTES), whole, fileName);
    }

    /** A format about which nothing is known but where private files may lie. */
    static SourceFormat unknown(Path spool) {
        SourceFormat.ReferenceField nobody = new SourceFormat.ReferenceField("", "");
        return new SourceFormat(
                "",
                Path.of(""),
                SourceFormat.Kind.XML,
                "UTF-8",
                ',',
                true,
                List.of(),
                false,
                "",
                nobody,
                nobody,
                null,
                "",
                "",
                "",
                true,
                Dialect.PLAIN,
                spool,
                null);
    }

    /** Returns it as text, or nothing when it is none. */
    Optional<SampleText> text() {
        return book == null ? SampleText.of(bytes, whole) : Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return fileName.hashCode();
    }

    @Override
    public String toString() {
        return "RawSample[" + bytes.length + " bytes]";
    }
}
