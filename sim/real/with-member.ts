/** The same object with one member of another kind; what it keeps to itself stays within reach of its own methods. */
export const withMember = <T extends object, K extends keyof T>(whole: T, name: K, member: T[K]): T =>
  new Proxy(whole, {
    get(of, property) {
      if (property === name) return member;
      const value: unknown = Reflect.get(of, property, of);
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
