package org.nansen.gateway.crash;

/** A law that was broken, and by what. */
public record Breach(Law law, String words) {

    @Override
    public String toString() {
        return law.words() + ": " + words;
    }
}
