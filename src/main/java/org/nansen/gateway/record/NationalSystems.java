package org.nansen.gateway.record;

import java.util.Collection;
import java.util.Optional;

/** The national systems of this gateway as they are configured now. */
public interface NationalSystems {

    Optional<NationalSystem> find(String name);

    Collection<NationalSystem> all();
}
