package io.millrace.acceptance.probe;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProbeController {

    @GetMapping("/hello")
    Map<String, String> hello() {
        return Map.of("hello", "world");
    }
}
