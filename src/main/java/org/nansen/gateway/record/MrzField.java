package org.nansen.gateway.record;

/** The fields of a machine readable zone (ICAO Doc 9303-4, -5, -6). */
public enum MrzField {
    DOCUMENT_CODE,
    ISSUER,
    NAME,
    DOCUMENT_NUMBER,
    NATIONALITY,
    BIRTH_DATE,
    SEX,
    EXPIRY,
    OPTIONAL_DATA,
    ALL
}
