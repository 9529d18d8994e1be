package org.nansen.gateway.record;

/** A number that another body gave; schemes are EURODAC, DUBLINET, AZR, UNHCR, CCF and INTERPOL. */
public record ExternalRef(String scheme, String value) {

    @Override
    public String toString() {
        return "ExternalRef[scheme=" + scheme + "]";
    }
}
