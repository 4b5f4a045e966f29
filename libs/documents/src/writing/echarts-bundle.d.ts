/** The library in one file: the same drawings, and a process that starts without looking up six hundred modules. */
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export { init } from 'echarts/core';
}
