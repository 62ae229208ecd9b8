// Placeholder until the start script lands: any Node from 20 on runs this file.
process.exit(1);
