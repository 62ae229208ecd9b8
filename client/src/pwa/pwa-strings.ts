import { defineStrings } from '../lib/strings.ts';

export const usePwaText = defineStrings('pwa', {
  en: {
    updateReady: 'A new version is ready',
    updateWaits: 'It starts when you are done typing.',
    updateNow: 'Update',
    updateDirty: 'Save or close what you are editing first',
    updateDirtyDetail: 'Nothing you typed is lost. The update starts right after.',
    olderTitle: 'This version is older than the data on this device',
    olderWords:
      'A newer version has already worked with your data, so this one leaves it alone. Nothing is lost. Reload to get the newer version; it needs a signal once.',
    reload: 'Reload',
    persistTitle: 'Keep the work of this device',
    persistWords:
      'Without this, the browser may clear stored data when space runs short. With it, what you enter without a signal stays until it is sent.',
    persistReason:
      'The browser may clear what is stored here when space runs short. Ask it to keep what you enter without a signal until it is sent.',
    persist: 'Keep it',
    persisted: 'This browser keeps the data of this device',
    notPersisted: 'The browser did not agree. Installing the app makes it agree.',
  },
  es: {
    updateReady: 'Hay una versión nueva lista',
    updateWaits: 'Empieza cuando termine de escribir.',
    updateNow: 'Actualizar',
    updateDirty: 'Guarde o cierre primero lo que está editando',
    updateDirtyDetail: 'No se pierde nada de lo escrito. La actualización empieza enseguida.',
    olderTitle: 'Esta versión es anterior a los datos de este equipo',
    olderWords:
      'Una versión más nueva ya trabajó con sus datos, así que esta no los toca. No se pierde nada. Recargue para obtener la versión nueva; necesita señal una vez.',
    reload: 'Recargar',
    persistTitle: 'Conservar el trabajo de este equipo',
    persistWords:
      'Sin esto, el navegador puede borrar los datos guardados cuando falta espacio. Con esto, lo que capture sin señal se queda hasta enviarse.',
    persistReason:
      'El navegador puede borrar lo guardado aquí cuando falta espacio. Pídale conservar lo que capture sin señal hasta enviarse.',
    persist: 'Conservar',
    persisted: 'Este navegador conserva los datos de este equipo',
    notPersisted: 'El navegador no aceptó. Al instalar la aplicación, acepta.',
  },
});
