/** Contracts of the service. */
export type Preset = 'persistent-service' | 'persistent-task' | 'persistent-docker';
