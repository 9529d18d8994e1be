package org.nansen.gateway.record;

/**
 * A number and whose number it is. Two systems mean the same person or case only when the space is the same.
 *
 * @param space who numbers, for example {@code file-number}
 * @param value the number
 */
public record Reference(String space, String value) {

    @Override
    public String toString() {
        return "Reference[space=" + space + "]";
    }
}
