"""The providers through which money comes and goes; each gateway is one folder that fits protocol.Gateway."""
