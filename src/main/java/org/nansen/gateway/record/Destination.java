package org.nansen.gateway.record;

import org.jspecify.annotations.Nullable;

/**
 * Somebody outside whom the policy names as a possible reader of messages.
 *
 * @param name the name in the policy
 * @param country the country it belongs to, attested by whoever signed the policy: ISO 3166-1 alpha-3 or an ICAO code
 *     such as {@code XPO} for INTERPOL
 * @param mail its one mail address, or null when mail is not how it is reached
 * @param test whether it is a test destination, the only kind that test data may reach
 */
public record Destination(
        String name, String country, @Nullable String mail, boolean test) {

    @Override
    public String toString() {
        return "Destination[name=" + name + "]";
    }
}
