package org.nansen.gateway.operations;

import org.nansen.gateway.intake.LoadedSystems;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The national systems as they were read at the start, without secrets: what {@code plan} compares with. */
@RestController
class SystemsApi {

    private final ObjectProvider<LoadedSystems> loaded;

    SystemsApi(ObjectProvider<LoadedSystems> loaded) {
        this.loaded = loaded;
    }

    @GetMapping("/api/v1/systems")
    LoadedSystems systems() {
        LoadedSystems systems = loaded.getIfAvailable();
        if (systems == null) {
            throw Refusal.notFound();
        }
        return systems;
    }
}
