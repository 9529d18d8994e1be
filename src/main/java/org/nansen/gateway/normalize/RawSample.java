package org.nansen.gateway.normalize;

import java.util.Optional;

/**
 * The beginning of a file of which nothing is known yet.
 *
 * @param whole whether these are all of its bytes
 * @param fileName its ending may tell apart what the bytes do not
 */
record RawSample(byte[] bytes, boolean whole, String fileName) {

    /** Returns it as text, or nothing when it is none. */
    Optional<SampleText> text() {
        return SampleText.of(bytes, whole);
    }

    @Override
    public boolean equals(Object other) {
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
