export function feature(topology: any, object: any): any;
export function mesh(topology: any, object?: any): any;
