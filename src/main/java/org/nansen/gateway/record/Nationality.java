package org.nansen.gateway.record;

/** A nationality, and whether an authority established it or the person claims it. */
public record Nationality(Country country, Status status) {

    /** How sure it is. */
    public enum Status {
        CLAIMED,
        ESTABLISHED
    }

    @Override
    public String toString() {
        return "Nationality[*]";
    }
}
