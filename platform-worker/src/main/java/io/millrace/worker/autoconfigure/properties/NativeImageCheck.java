package io.millrace.worker.autoconfigure.properties;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.NativeDetector;

/** Refuses to start in a native image, before anything fails in a way that nobody understands. */
final class NativeImageCheck implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        check(NativeDetector.inNativeImage());
    }

    static void check(boolean isInNativeImage) {
        if (isInNativeImage) {
            throw new NativeImageException();
        }
    }
}
