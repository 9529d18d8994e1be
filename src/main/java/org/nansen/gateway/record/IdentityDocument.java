package org.nansen.gateway.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A travel or identity document.
 *
 * @param type {@code passport}, {@code identity-card}, {@code travel-document}, {@code visa}, {@code residence-permit}
 *     or {@code other}
 * @param issued partial ISO date
 * @param expires partial ISO date
 * @param mrz the lines of the machine readable zone as read
 * @param mrzValid whether its check digits hold, computed by the gateway; null without a zone
 */
public record IdentityDocument(
        String type,
        String number,
        @Nullable Country issuer,
        @Nullable String issued,
        @Nullable String expires,
        List<String> mrz,
        @Nullable Boolean mrzValid,
        @Nullable String authenticity) {

    public IdentityDocument {
        mrz = Lists.copy(mrz);
    }

    /** Returns the same document with what its zone's check digits say. */
    public IdentityDocument withMrzValid(boolean valid) {
        return new IdentityDocument(type, number, issuer, issued, expires, mrz, valid, authenticity);
    }

    @Override
    public String toString() {
        return "IdentityDocument[*]";
    }
}
