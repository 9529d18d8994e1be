package org.nansen.gateway.record;

import java.util.Collection;
import java.util.Optional;

/** The destinations that the policy in force names. */
public interface Destinations {

    Optional<Destination> find(String name);

    Collection<Destination> all();
}
